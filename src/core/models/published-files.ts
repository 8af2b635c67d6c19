import type { ModelId } from '../../shared/models'

/** A file of weights as Keras publishes it. */
export interface PublishedFile {
  /** Below the common address. */
  readonly path: string
  /** What Keras calls it in its own cache. */
  readonly name: string
  /** In hex; null where Keras publishes none. */
  readonly md5: string | null
}

export interface PublishedFiles {
  readonly withTop: PublishedFile
  readonly withoutTop: PublishedFile
}

/** Where all of Keras' files lie: keras/src/applications. */
export const publishedAddress = 'https://storage.googleapis.com/tensorflow/keras-applications/'

type Hashes = readonly [withTop: string | null, withoutTop: string | null]

/** Most files are called alike. */
function usual(folder: string, model: string, [withTop, withoutTop]: Hashes): PublishedFiles {
  const stem = `${model}_weights_tf_dim_ordering_tf_kernels`
  return {
    withTop: fileIn(folder, `${stem}.h5`, withTop),
    withoutTop: fileIn(folder, `${stem}_notop.h5`, withoutTop),
  }
}

function fileIn(folder: string, name: string, md5: string | null, cached = name): PublishedFile {
  return { path: `${folder}/${name}`, name: cached, md5 }
}

/** Addresses and hashes from keras/src/applications/*.py; for MobileNet and MobileNetV2 it has no hashes. */
export const publishedFiles: Readonly<Partial<Record<ModelId, PublishedFiles>>> = {
  Xception: usual('xception', 'xception', [
    '0a58e3b7378bc2990ea3b43d5981f1f6',
    'b0042744bf5b25fce3cb969f33bebb97',
  ]),
  VGG16: usual('vgg16', 'vgg16', ['64373286793e3c8b2b4e3219cbf3544b', '6d6bbae143d832006294945121d1f1fc']),
  VGG19: usual('vgg19', 'vgg19', ['cbe5617147190e668d6c5d5026f83318', '253f8cb515780f3b799900260a226db6']),
  ResNet50: usual('resnet', 'resnet50', [
    '2cb95161c43110f7111970584f804107',
    '4d473c1dd8becc155b73f8504c6f6626',
  ]),
  ResNet101: usual('resnet', 'resnet101', [
    'f1aeb4b969a6efcfb50fad2f0c20cfc5',
    '88cf7a10940856eca736dc7b7e228a21',
  ]),
  ResNet152: usual('resnet', 'resnet152', [
    '100835be76be38e30d865e96f2aaae62',
    'ee4c566cf9a93f14d82f913c2dc6dd0c',
  ]),
  ResNet50V2: usual('resnet', 'resnet50v2', [
    '3ef43a0b657b3be2300d5770ece849e0',
    'fac2f116257151a9d068a22e544a4917',
  ]),
  ResNet101V2: usual('resnet', 'resnet101v2', [
    '6343647c601c52e1368623803854d971',
    'c0ed64b8031c3730f411d2eb4eea35b5',
  ]),
  ResNet152V2: usual('resnet', 'resnet152v2', [
    'a49b44d1979771252814e80f8ec446f9',
    'ed17cf2e0169df9d443503ef94b23b33',
  ]),
  InceptionV3: usual('inception_v3', 'inception_v3', [
    '9a0d58056eeedaa3f26cb7ebd46da564',
    'bcbd6486424b2319ff4ef7d526e38f63',
  ]),
  InceptionResNetV2: usual('inception_resnet_v2', 'inception_resnet_v2', [
    'e693bd0210a403b3192acc6073ad2e96',
    'd19885ff4a710c122648d3b5c3b684e4',
  ]),
  MobileNet: {
    withTop: fileIn('mobilenet', 'mobilenet_1_0_224_tf.h5', null),
    withoutTop: fileIn('mobilenet', 'mobilenet_1_0_224_tf_no_top.h5', null),
  },
  MobileNetV2: {
    withTop: fileIn('mobilenet_v2', 'mobilenet_v2_weights_tf_dim_ordering_tf_kernels_1.0_224.h5', null),
    withoutTop: fileIn(
      'mobilenet_v2',
      'mobilenet_v2_weights_tf_dim_ordering_tf_kernels_1.0_224_no_top.h5',
      null,
    ),
  },
  DenseNet121: usual('densenet', 'densenet121', [
    '9d60b8095a5708f2dcce2bca79d332c7',
    '30ee3e1110167f948a6b9946edeeb738',
  ]),
  DenseNet169: usual('densenet', 'densenet169', [
    'd699b8f76981ab1b30698df4c175e90b',
    'b8c4d4c20dd625c148057b9ff1c1176b',
  ]),
  DenseNet201: usual('densenet', 'densenet201', [
    '1ceb130c1ea1b78c3bf6114dbdfd8807',
    'c13680b51ded0fb44dff2d8f86ac8bb1',
  ]),
  NASNetMobile: {
    withTop: fileIn('nasnet', 'NASNet-mobile.h5', '020fb642bf7360b370c678b08e0adf61', 'nasnet_mobile.h5'),
    withoutTop: fileIn(
      'nasnet',
      'NASNet-mobile-no-top.h5',
      '1ed92395b5b598bdda52abe5c0dbfd63',
      'nasnet_mobile_no_top.h5',
    ),
  },
  NASNetLarge: {
    withTop: fileIn('nasnet', 'NASNet-large.h5', '11577c9a518f0070763c2b964a382f17', 'nasnet_large.h5'),
    withoutTop: fileIn(
      'nasnet',
      'NASNet-large-no-top.h5',
      'd81d89dc07e6e56530c4e77faddd61b5',
      'nasnet_large_no_top.h5',
    ),
  },
}

/** Whether a hash is that of a file that Keras publishes for a network. */
export function isPublished(id: ModelId, md5: string): boolean {
  return publishedHashes(id).includes(md5)
}

export function hasPublishedHashes(id: ModelId): boolean {
  return publishedHashes(id).length > 0
}

function publishedHashes(id: ModelId): string[] {
  const files = publishedFiles[id]
  return [files?.withTop.md5, files?.withoutTop.md5].filter((hash) => typeof hash === 'string')
}
